"""Under questions/: the receipt of one question."""

from django.urls import path

from sukhbat.web.ask import receipt

urlpatterns = [
    path("<str:number>/receipt/", receipt.receipt, name="receipt"),
    path("<str:number>/receipt/file/", receipt.receipt_file, name="receipt_file"),
]
